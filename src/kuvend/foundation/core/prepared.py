"""Statements that are built once: a query with slots in it, compiled at its first use in a process and kept.

Building and compiling a query costs more than fetching its rows. Where a page or a deed that happens all the time asks
the same thing with other values, the query is written with a `Slot` for each value, and is asked with the values:

    TITLES = Prepared(lambda: Activity.objects.filter(public_id=Slot("id")).values_list("title"))
    TITLES.rows(id="m1tzx0kq8a")
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Generic, TypeVar

from django.db import connection
from django.db.models import Expression, Field, Model, QuerySet
from django.db.models.expressions import RawSQL

M = TypeVar("M", bound=Model)
Row = tuple[Any, ...]


class Slot(Expression):
    """The place of a value within a query; PostgreSQL tells its type from where it stands."""

    def __init__(self, name: str, output_field: Field[Any, Any] | None = None) -> None:
        super().__init__(output_field)
        self.name = name

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """Return a parameter that stands for itself until the query is asked."""
        return "%s", (self,)


def ids_in(name: str) -> RawSQL:
    """Return what `__in` takes for a slot of many row ids (see `arrays.one_of`)."""
    return RawSQL("SELECT unnest(%s::bigint[])", [Slot(name)])


def codes_in(name: str) -> RawSQL:
    """Return what `__in` takes for a slot of many codes or public ids."""
    return RawSQL("SELECT unnest(%s::text[])", [Slot(name)])


class Prepared:
    """A query of columns (`values_list`), compiled once.

    Args:
        query: builds it; called once.
        locking: also locks its own rows (not those they refer to) until the transaction ends, as rows that change
            in anything but their key.
    """

    def __init__(self, query: Callable[[], QuerySet[Any, Any]], *, locking: bool = False) -> None:
        self.query, self.locking = query, locking

    @cached_property
    def _compiled(self) -> tuple[str, tuple[Any, ...], Any, dict[int, Any]]:
        query = self.query()
        compiler = query.query.get_compiler(connection=connection)
        sql, params = compiler.as_sql()
        if self.locking:
            sql = f"{sql} FOR NO KEY UPDATE OF {connection.ops.quote_name(query.model._meta.db_table)}"
        return (
            sql,
            tuple(params),
            compiler,
            compiler.get_converters([column for column, _sql, _name in compiler.select]),
        )

    def rows(self, **values: Any) -> list[Row]:
        """Return the rows for these values of the slots. Raises KeyError for a slot without one."""
        sql, params, compiler, converters = self._compiled
        arguments = [values[param.name] if isinstance(param, Slot) else param for param in params]
        with connection.cursor() as cursor:
            cursor.execute(sql, arguments)
            fetched: list[Row] = cursor.fetchall()
        return [tuple(row) for row in compiler.apply_converters(fetched, converters)] if converters else fetched

    def first(self, **values: Any) -> Row | None:
        """Return the first row, or None."""
        return next(iter(self.rows(**values)), None)


@dataclass(frozen=True)
class _Part:
    """One table of a query of objects: its columns among the others, and where its object is kept on its parent."""

    path: str
    model: type[Model]
    relation: Any
    names: Sequence[str]
    columns: slice

    @property
    def parent(self) -> str:
        return self.path.rpartition("__")[0]

    def object(self, row: Row) -> Model | None:
        """Return the object in a row of columns, None where an outer join met no row."""
        values = row[self.columns]
        key = self.names.index(self.model._meta.pk.attname)
        return None if values[key] is None else self.model.from_db(connection.alias, self.names, values)


class PreparedObjects(Generic[M]):
    """A query of objects with what they refer to, compiled once: what `select_related` and `defer` give, prepared."""

    def __init__(
        self,
        query: Callable[[], QuerySet[M, M]],
        *,
        related: Sequence[str] = (),
        without: Sequence[str] = (),
        locking: bool = False,
    ) -> None:
        self.query, self.related, self.without, self.locking = query, related, without, locking

    @cached_property
    def _parts(self) -> list[_Part]:
        parts = {"": self._part("", self.query().model, None, 0)}
        for path in self.related:
            for step in _steps(path):
                parent, _, name = step.rpartition("__")
                relation = parts[parent].model._meta.get_field(name)
                start = list(parts.values())[-1].columns.stop
                if step not in parts:
                    parts[step] = self._part(step, relation.related_model, relation, start)
        return list(parts.values())

    def _part(self, path: str, model: Any, relation: Any, start: int) -> _Part:
        prefix = f"{path}__" if path else ""
        fields = [field for field in model._meta.concrete_fields if f"{prefix}{field.name}" not in self.without]
        return _Part(path, model, relation, [field.attname for field in fields], slice(start, start + len(fields)))

    @cached_property
    def _columns(self) -> Prepared:
        names = [f"{part.path}__{name}" if part.path else name for part in self._parts for name in part.names]
        return Prepared(lambda: self.query().values_list(*names), locking=self.locking)

    def objects(self, **values: Any) -> list[M]:
        """Return the objects for these values of the slots."""
        return [self._object(row) for row in self._columns.rows(**values)]

    def first(self, **values: Any) -> M | None:
        """Return the first object, or None."""
        return next(iter(self.objects(**values)), None)

    def _object(self, row: Row) -> M:
        objects: dict[str, Any] = {}
        for part in self._parts:
            parent = objects[part.parent] if part.path else None
            objects[part.path] = instance = part.object(row) if parent or not part.path else None
            if parent:
                part.relation.set_cached_value(parent, instance)
            if parent and instance and part.relation.one_to_one:
                part.relation.remote_field.set_cached_value(instance, parent)
        return objects[""]  # type: ignore[no-any-return]


def _steps(path: str) -> Iterable[str]:
    """Return the way to a related row, each step of it: `a`, `a__b`, `a__b__c`."""
    names = path.split("__")
    return ("__".join(names[: end + 1]) for end in range(len(names)))
