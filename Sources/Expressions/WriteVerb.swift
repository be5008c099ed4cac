/// What a statement that writes does with objects.
package enum WriteVerb: String, Sendable, Hashable {
  case create, update, delete, execute
}
