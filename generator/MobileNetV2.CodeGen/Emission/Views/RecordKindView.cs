using System.Collections.Immutable;

namespace MobileNetV2.CodeGen.Emission.Views;

/// <summary>What steps that call the same function differ in.</summary>
/// <param name="Function">Of the runtime.</param>
/// <param name="CType">Of the records.</param>
/// <param name="Runner">The C function that calls it for a record.</param>
/// <param name="Members">Declarations.</param>
/// <param name="Call">The statement.</param>
internal sealed record RecordKindView(string Function, string CType, string Runner, ImmutableArray<string> Members, string Call);
