import JSON
import SandboxStore

/// Reading, storing and removing objects.
extension Workspace {
  /// The object of that type and id, nil where there is none or it was deleted.
  func find(_ type: String, _ id: String) throws(SandboxError) -> JSONObject? {
    try storing { try changes.find(ObjectKey(type: type, id: id)) }
  }

  /// The object of that type and id.
  ///
  /// - Parameter param: the parameter that named it, for the error; "id" means the path, and
  ///   the error is then a 404, else a 400.
  func get(_ type: String, _ id: String, param: String = "id") throws(SandboxError) -> JSONObject {
    if let object = try find(type, id) { return object }
    throw .missing(
      try resource(type).displayName, id, param: param, status: param == "id" ? 404 : 400)
  }

  /// Stores an object, new or in its newer version, under its `object` and `id` members.
  ///
  /// - Parameters:
  ///   - parent: the id of the object whose nested lists contain it; unchanged where nil.
  ///   - sortKey: orders lists, the highest first; only heeded when the object is new. Else it is
  ///     `created`, else the time.
  func save(_ object: JSONObject, parent: String? = nil, sortKey: Int? = nil)
    throws(SandboxError)
  {
    guard let type = object["object"]?.string, let id = object["id"]?.string, !id.isEmpty else {
      throw SandboxError(500, .apiError, "The sandbox cannot store an object without an id.")
    }
    try save(object, resource(type), id, parent: parent, sortKey: sortKey)
  }

  /// Stores an object under an id that need not be in it: settings have none.
  func save(
    _ object: JSONObject, _ resource: Resource, _ id: String, parent: String? = nil,
    sortKey: Int? = nil
  ) throws(SandboxError) {
    try storing {
      try changes.save(
        object, as: ObjectKey(type: resource.typeName, id: id), parent: parent, sortKey: sortKey)
    }
  }

  /// Removes an object and stores its stub: `{id, object, deleted: true}`.
  @discardableResult
  func remove(_ object: JSONObject) throws(SandboxError) -> JSONObject {
    let key = ObjectKey(type: object["object"]?.string ?? "", id: object["id"]?.string ?? "")
    try storing { try changes.remove(key) }
    return DeletedObject.stub(key)
  }
}

/// Lists of objects, as behaviors need them.
extension Workspace {
  /// The objects of a type whose list filter `field` has that value, newest first.
  ///
  /// - Parameter field: a filter of one of the type's lists, or a name that the type's behavior
  ///   gives in `filterValues`; the index has no others.
  func list(
    _ type: String, where field: String, equals value: String, limit: Int = .max
  ) throws(SandboxError) -> [JSONObject] {
    var selection = try selection(of: type, where: field, equals: value)
    selection.limit = limit
    return try read(type, selection)
  }

  /// The number of objects that `list` gives; none of them is read.
  func count(_ type: String, where field: String, equals value: String) throws(SandboxError) -> Int
  {
    try count(type, selection(of: type, where: field, equals: value))
  }

  private func selection(of type: String, where field: String, equals value: String)
    throws(SandboxError) -> Selection
  {
    let resource = try resource(type)
    guard resource.indexNames[field] != nil else {
      throw SandboxError(500, .apiError, "The sandbox has no index of `\(field)` of \(type).")
    }
    return Selection(
      source: .index(name: resource.indexName(field), values: [value]), limit: .max)
  }

  /// All objects of a type, newest first.
  func all(_ type: String) throws(SandboxError) -> [JSONObject] {
    try read(type, Selection(source: .type(type), limit: .max))
  }

  /// The objects of a type that were stored under a parent, in the order of their list.
  func children(_ type: String, of parent: String, limit: Int = .max) throws(SandboxError)
    -> [JSONObject]
  {
    var selection = try selection(of: type, below: parent)
    selection.limit = limit
    return try read(type, selection)
  }

  /// The number of objects that `children` gives; none of them is read.
  func countChildren(_ type: String, of parent: String) throws(SandboxError) -> Int {
    try count(type, selection(of: type, below: parent))
  }

  private func selection(of type: String, below parent: String) throws(SandboxError) -> Selection {
    let name = try resource(type).indexName(Resource.parentName)
    return Selection(source: .index(name: name, values: [parent]), limit: .max)
  }

  private func count(_ type: String, _ selection: Selection) throws(SandboxError) -> Int {
    try storing {
      try changes.write(type)
      return try objects.count(selection, upTo: .max)
    }
  }

  private func read(_ type: String, _ selection: Selection) throws(SandboxError) -> [JSONObject] {
    try storing {
      try changes.write(type)
      let page = try objects.select(selection)
      return try objects.bodies(at: page.places).compactMap { try changes.track($0) }
    }
  }
}
