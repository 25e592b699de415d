using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>The definition of an operator whose every output element is an input element, found axis by axis.</summary>
internal interface IRearrangement
{
    /// <summary>Outermost first; the sizes multiply to the output's elements.</summary>
    ImmutableArray<MoveAxis> Walk(Operator op, Shape input);
}
