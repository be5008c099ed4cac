import JSON
import SandboxStore
import StripeCatalog
import StripeWire

@testable import StripeSandbox

extension FuzzTarget {
  /// Takes JSON, which is sent as a form, and forms, as anybody may send them.
  static let form = FuzzTarget(
    "form", corpus: forms + Corpus.objects,
    dictionary: [
      "[", "]", "[]", "][", "&", "=", "%", "%5B", "%00", "%ff", "+", "a[0][b]=1", "{", ":",
    ]
      + ["\"a\":", "null", "[1,", "}"]
  ) { input, _ in
    if case .object(let object)? = try? JSONValue(parsing: input) {
      return try sent(object)
    }
    let text = String(decoding: input, as: UTF8.self)
    guard let decoded = try? FormDecoding.decode(text[...]) else { return "refused" }
    let again = try? FormDecoding.decode(FormEncoding.encode(decoded)[...])
    try promise(again == decoded, "a form that is read and sent again is the same")
    return "form \(min(decoded.members.count, 20)) \(decoded.members.first?.value.kindName ?? "")"
  }

  static let search = FuzzTarget(
    "search", corpus: queries,
    dictionary: [
      ":", "~", ">", "<=", "-", "[\"", "\"]", "'", "\"", "\\", " AND ", " OR ", "null", "metadata",
      "total", "status:", "created>", "email~", "1.5", "metadata[\"a\"]:\"b\"",
    ]
  ) { input, random in
    guard let resource = random.pick(searchable) else { return "" }
    let text = String(decoding: input, as: UTF8.self)
    do {
      let query = try SearchParser.parse(text, resource.searchFields)
      let isIn = (1...SearchParser.clauseLimit).contains(query.clauses.count)
      try promise(isIn, "a query has clauses, and not too many")
      let plan = SearchPlan(query, resource)
      let found = try store.get().writeBlocking { transaction in
        let objects = transaction.objects(of: "acct_1")
        let page = try plan.page(objects, after: nil, limit: 10)
        let count = try plan.count(objects, upTo: 10)
        try promise(page.places.count == count, "what is found is what is counted")
        return count
      }
      return "\(query.clauses.count) \(query.connective) \(found)"
    } catch let error as SandboxError {
      return kind(of: error.message)
    }
  }

  private static let queries = [
    #"status:"draft" AND created>1729598886"#, #"total>=50000 total<"200000""#,
    #"-status:"paid""#, #"status:'void' OR status:'open'"#, #"number:null"#,
    #"metadata["channel"]:"web""#, #"-metadata["order"]:null"#, #"email~"example.com""#,
    #"name:"sky and" -email:null"#, #"payment_method_details.card.last4:4242"#, #"a:"\"\\""#,
  ]

  private static let forms = [
    "a=1&b=two+words&c=", "a[b]=1&a[c][d]=2", "a[]=1&a[]=2", "a[0][x]=1&a[0][y]=2&a[1][x]=3",
    "a[][x]=1&a[][y]=2&a[][x]=3", "expand[]=data.customer&limit=3", "%61%5Bb%5D=%F0%9F%98%80",
    "a[b]c]=1", "=1", "a", "a[=1", "[a]=1", "a[b]=1&a=2&a[c]=3",
    #"{"a":{"b":[1,"x",null,{"c":true}]},"d":{}}"#, #"{"email":"a@b.c","metadata":{"k":"v"}}"#,
  ]

  private static let resources = Resources(.embedded, behaviors: ResourceBehaviors.all)
  private static let searchable = Catalog.embedded.objects.filter { !$0.searchFields.isEmpty }
    .map { resources[$0] }

  /// One invoice of a type each that can be searched, whatever the type.
  private static let store = Result {
    let store = try ObjectStore(.memory)
    try store.writeBlocking { transaction in
      for resource in searchable {
        try transaction.objects(of: "acct_1").insert(
          ObjectRow(
            type: resource.typeName, id: "in_1", parent: nil, sortKey: 1_700_000_000,
            fields: fields, entries: [], schema: resource.schema, body: StoredBody(shown: [])))
      }
    }
    return store
  }

  private static let fields: IndexedFields = {
    var digest = IndexedFields()
    digest.append("status", "draft")
    digest.append("total", "50000", .number)
    digest.append("email", "ann@example.com")
    digest.append("name", "The Sky and the Sea")
    digest.append("metadata.channel", "web")
    return digest
  }()

  /// What is sent as a form arrives as it was, as far as forms can tell.
  private static func sent(_ object: JSONObject) throws -> String {
    let fields = FormEncoding.fields(of: object)
    let decoded = try? FormDecoding.decode(FormEncoding.encode(object)[...])
    guard let expected = arriving(.object(object)), depth(of: .object(object)) < 30 else {
      return "sent \(min(fields.count, 20))"
    }
    try promise(decoded.map { .object($0) } == expected, "what is sent as a form arrives")
    return "arrived \(min(fields.count, 20))"
  }

  /// The value as a form's reader sees it: texts, and objects even for lists; nil where a name
  /// stands twice or could be taken for brackets.
  private static func arriving(_ value: JSONValue) -> JSONValue? {
    switch value {
    case .null: return ""
    case .bool(let bool): return .string(bool ? "true" : "false")
    case .number(let number): return .string(number.text)
    case .string: return value
    case .array(let elements):
      return arriving(
        .object(JSONObject(elements.enumerated().map { JSONMember("\($0)", $1) })))
    case .object(let object):
      var result = JSONObject()
      for member in object.members {
        let isPlain = member.key.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 | 6 != 0x5F }
        guard isPlain, !member.key.isEmpty, result[member.key] == nil,
          let inner = arriving(member.value)
        else { return nil }
        let isEmpty = inner.object?.isEmpty ?? false
        if !isEmpty { result[member.key] = inner }
      }
      return .object(result)
    }
  }

  private static func depth(of value: JSONValue) -> Int {
    let inner = value.array ?? value.object?.members.map(\.value) ?? []
    return 1 + (inner.map(depth).max() ?? 0)
  }
}

extension JSONValue {
  fileprivate var kindName: String {
    switch self {
    case .null: "null"
    case .bool: "bool"
    case .number: "number"
    case .string: "string"
    case .array: "array"
    case .object(let object): "object \(min(object.members.count, 9))"
    }
  }
}
