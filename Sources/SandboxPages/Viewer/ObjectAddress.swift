import JSON
import StripeCatalog
import StripeSandbox

/// The addresses of the viewer's pages.
enum ObjectAddress {
  /// The page of an object; nil for objects that cannot be retrieved by their id.
  static func of(_ object: JSONObject) -> String? {
    guard let id = object.text("id"), let typeName = object.text("object"),
      let type = types[typeName]
    else { return nil }
    return of(type, id)
  }

  static func of(_ type: ObjectType, _ id: String) -> String? {
    type.operation(.retrieve) == nil ? nil : "/objects/\(type.name)/\(Readable.escaped(id))"
  }

  /// The page of an id whose beginning says what it is.
  static func of(id: String) -> String? {
    guard id.contains("_"), id.count > 8, let type = Catalog.embedded.object(forID: id) else {
      return nil
    }
    return of(type, id)
  }

  static func canList(_ type: ObjectType) -> Bool { type.operation(.list) != nil }

  private static let types = Dictionary(
    Catalog.embedded.objects.map { ($0.typeName, $0) }
  ) { first, _ in first }
}
