import JSON
import SandboxStore

extension StoredBody {
  /// An object as `StripeJSON.body` prints it.
  init(_ object: JSONObject, _ resource: Resource) {
    let fields = RequestedFields.within(.object(resource.type))
    let hasNotes = object.members.contains(where: \.key.isNote)
    let whole = StripeJSON.body(object, withNotes: hasNotes)
    if hasNotes || fields.mayStand(in: object) {
      self.init(shown: StripeJSON.body(fields.hidden(in: object, but: nil)), whole: whole)
    } else {
      self.init(shown: whole, whole: nil)
    }
  }
}
