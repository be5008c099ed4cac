import Expressions
import JSON
import StripeCatalog

/// What rows lack still once their page has come, and has to be asked for.
package struct Completion: Sendable, Hashable {
  package var lists: [NestedList] = []
  package var lookups: [Lookup] = []

  package init(lists: [NestedList] = [], lookups: [Lookup] = []) {
    self.lists = lists
    self.lookups = lookups
  }

  package var isEmpty: Bool { lists.isEmpty && lookups.isEmpty }

  /// What its look-ups are called, those of looked-up objects included.
  var lookupTitles: [String] {
    lookups.flatMap { [$0.title] + $0.completion.lookupTitles }
  }
}

/// A list within a row, of which Stripe embeds no more than the first ten.
package struct NestedList: Sendable, Hashable {
  package var path: RowPath
  /// What is expanded of those that follow, as a list spells it: `data.price`.
  package var expand: [String]
}

/// Objects that are asked for by the ids in the rows: `GET /v1/products/{id}`, once for each
/// distinct id.
package struct Lookup: Sendable, Hashable {
  /// Where the id stands, and the object is put.
  package var path: RowPath
  /// Whether one row may have several there.
  package var isMany: Bool
  package var operation: Operation
  /// What is expanded of the object in turn.
  package var expand: [String]
  /// What the object lacks then.
  package var completion: Completion

  /// `look up product`, for logs and reports.
  package var title: String { "look up \(operation.object.name)" }

  /// Nil where the id is none.
  package func path(for id: String) -> String? { operation.path(with: [id]) }

  /// The same wherever the ids stand: what is found by it serves both.
  package var withoutPlace: Lookup {
    var lookup = self
    (lookup.path, lookup.isMany) = (RowPath(), false)
    return lookup
  }
}

extension ReadPlan {
  /// What its look-ups are called.
  package var lookupTitles: Set<String> { Set(toTest.lookupTitles + toShow.lookupTitles) }

  /// What a row must pass before anything is asked for to test the rest; nil where that is nothing.
  package var filterBeforeCompletion: Scalar? {
    let parts = (filter?.conjuncts ?? []).filter { part in
      !part.fields.contains { field in
        toTest.lookups.contains { field.starts(with: $0.path) }
          || toTest.lists.contains { field.starts(with: $0.path) }
      }
    }
    return parts.isEmpty ? nil : .all(parts)
  }
}
