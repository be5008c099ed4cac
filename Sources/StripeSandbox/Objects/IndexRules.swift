import JSON
import SandboxStore

/// By what rules objects are indexed.
enum IndexRules {
  /// To be changed whenever an object gets other entries than before: files that were indexed by
  /// other rules are indexed anew when they are opened.
  static let name = "3"

  static func reindexing(_ resources: Resources) -> Reindexing {
    Reindexing(rules: "\(name) \(resources.catalog.apiVersion)") { source in
      guard let resource = resources[source.type],
        let object = try JSONValue(parsing: source.body).object
      else { return nil }
      let fields = FieldIndexing.fields(of: object, resource, parent: source.parent)
      return Reindexing.Entries(
        fields: fields, entries: FieldIndexing.entries(fields, resource), schema: resource.schema)
    }
  }
}
