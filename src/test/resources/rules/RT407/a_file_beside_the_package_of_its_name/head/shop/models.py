from shop.base import Base


class Person(Base):
    __tablename__: str = "users"
