import JSON

/// An object as `StripeJSON.body` prints it.
struct PrintedBody: Sendable {
  /// Without the fields that are shown on request only.
  var shown: [UInt8]
  /// With them, where the object has any.
  var whole: [UInt8]?
}

extension PrintedBody {
  init(_ object: JSONObject, _ resource: Resource) {
    let fields = RequestedFields.within(.object(resource.type))
    let whole = StripeJSON.body(object)
    if fields.mayStand(in: object) {
      self.init(shown: StripeJSON.body(fields.hidden(in: object, but: nil)), whole: whole)
    } else {
      self.init(shown: whole, whole: nil)
    }
  }
}
