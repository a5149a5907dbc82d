Base = object()
