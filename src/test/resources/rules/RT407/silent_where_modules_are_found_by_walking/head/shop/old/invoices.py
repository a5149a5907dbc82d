import sqlalchemy.orm as orm

Legacy = orm.declarative_base()


class Invoice(Legacy):
    __tablename__ = "invoices"
