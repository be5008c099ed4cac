import GRDB
import JSON
import StripeCatalog

/// Executes operations of the seed as if requested at a past time.
struct SeedCaller {
  let database: Database
  let surroundings: SandboxSurroundings
  private let routes: Router

  init(_ database: Database, _ resources: Resources, _ routes: Router, _ dice: SeedDice) {
    self.database = database
    surroundings = SandboxSurroundings(
      resources: resources, clock: { SeedCalendar.window.lowerBound }, randomness: dice.roll)
    self.routes = routes
  }

  /// The object answered, or nil where the life cycles refuse: a declined card is data too.
  @discardableResult
  func call(_ method: String, _ path: String, _ parameters: JSONObject = [:], at time: Int)
    throws -> JSONObject?
  {
    guard let route = routes.route(method, path[...]) else { return nil }
    let parameters = try ParameterValidation(isJSON: true).check(parameters, route.operation)
    let transaction = SandboxTransaction(
      database, surroundings, operation: route.operation, pathIDs: route.pathIDs, now: time)
    var answer: JSONObject?
    try database.inSavepoint {
      do {
        let call = Call(route: route, parameters: parameters)
        answer = try ObjectOperation(call: call, transaction: transaction).perform()
        return .commit
      } catch let refusal as SandboxError {
        if refusal.status >= 500 { throw refusal }
        return refusal.keepsChanges ? .commit : .rollback
      }
    }
    return answer
  }

  @discardableResult
  func post(_ path: String, _ parameters: JSONObject = [:], at time: Int) throws -> JSONObject? {
    try call("POST", path, parameters, at: time)
  }

  /// The highest row number so far: what comes after belongs to what is made next.
  func lastRow() throws -> Int64 {
    try Int64.fetchOne(database, sql: "SELECT max(seq) FROM objects") ?? 0
  }
}
