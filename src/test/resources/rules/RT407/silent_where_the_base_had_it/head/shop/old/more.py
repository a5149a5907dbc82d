from .invoices import Legacy


class Line(Legacy):
    __tablename__ = "lines"
