from sqlalchemy.orm import declarative_base

from shop.base import Base

Other = declarative_base(metadata=Base.metadata)
