import Expressions
import JSON
import StripeCatalog

/// The data that rows lack when their page has arrived, and that further requests fetch.
package struct Completion: Sendable, Hashable {
  /// The nested lists to complete.
  package var lists: [NestedList] = []
  /// The objects to look up.
  package var lookups: [Lookup] = []

  /// Creates a completion from its parts.
  package init(lists: [NestedList] = [], lookups: [Lookup] = []) {
    self.lists = lists
    self.lookups = lookups
  }

  /// True if nothing has to be fetched.
  package var isEmpty: Bool { lists.isEmpty && lookups.isEmpty }

  /// The titles of the look-ups, including those in looked-up objects.
  var lookupTitles: [String] {
    lookups.flatMap { [$0.title] + $0.completion.lookupTitles }
  }
}

/// A list nested in a row. Stripe embeds at most its first ten elements.
package struct NestedList: Sendable, Hashable {
  /// The path to the list in the row.
  package var path: RowPath
  /// The paths to expand in further elements, as in a list: `data.price`
  package var expand: [String]
}

/// The look-up of objects by the ids in rows: `GET /v1/products/{id}`, once for each distinct id.
package struct Lookup: Sendable, Hashable {
  /// The path to the id, which the object replaces.
  package var path: RowPath
  /// True if one row can have several ids there.
  package var isMany: Bool
  /// The operation that returns the object.
  package var operation: Operation
  /// The paths to expand in the object.
  package var expand: [String]
  /// The data that the object lacks then.
  package var completion: Completion

  /// The title for logs and reports: `look up product`
  package var title: String { "look up \(operation.object.name)" }

  /// Returns the path of the request for an id; nil if it is not a valid id.
  package func path(for id: String) -> String? { operation.path(with: [id]) }

  /// The look-up without its path in the row; equal values can share the fetched objects.
  package var withoutPlace: Lookup {
    var lookup = self
    (lookup.path, lookup.isMany) = (RowPath(), false)
    return lookup
  }
}

extension ReadPlan {
  /// The titles of all look-ups.
  package var lookupTitles: Set<String> {
    Set(beforeFilter.lookupTitles + afterFilter.lookupTitles)
  }

  /// The part of the filter that needs no further data; nil if there is none.
  package var filterBeforeCompletion: Scalar? {
    let parts = (filter?.conjuncts ?? []).filter { part in
      !part.fields.contains { field in
        beforeFilter.lookups.contains { field.starts(with: $0.path) }
          || beforeFilter.lists.contains { field.starts(with: $0.path) }
      }
    }
    return parts.isEmpty ? nil : .all(parts)
  }
}
