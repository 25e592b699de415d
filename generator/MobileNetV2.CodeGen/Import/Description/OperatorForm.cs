using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Import.Description;

/// <summary>How one kind of operator is written in a description.</summary>
/// <param name="Properties">Its own properties, beside <c>op</c>, <c>id</c>, <c>inputs</c> and <c>outputs</c>.</param>
internal sealed record OperatorForm(
    string Kind, int LeastInputs, int MostInputs, ImmutableArray<string> Properties, Func<OperatorAttributes, Operator> Build);
