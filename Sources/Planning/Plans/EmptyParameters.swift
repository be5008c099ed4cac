import Expressions
import HTTP
import JSON

extension RequestPlan {
  /// Returns the request with empty lists and maps in a form that can be sent. In a `POST` form it
  /// is an empty value, which clears the parameter; API v2 takes them unchanged.
  /// - Throws: `PlanningError` if they are parameters of a query, which cannot express them.
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
