import Expressions
import HTTP
import JSON

extension RequestPlan {
  /// The same request with what it says of empty lists and maps in a form that can be sent: in the
  /// form of a `POST` an empty value, which clears; API v2 takes them as they are.
  /// - Throws: `PlanningError` where they would stand in a query, which has no way to send them.
  func sendingEmpties() throws(PlanningError) -> RequestPlan {
    switch method {
    case .post:
      guard !path.hasPrefix("/v2/") else { return self }
      var plan = self
      plan.body = body.clearingAllEmpties
      return plan
    case .get, .delete:
      guard let name = body.nameOfFirstEmpty else { return self }
      throw PlanningError(UnsendableEmpty(name: name).message, at: place)
    }
  }
}
