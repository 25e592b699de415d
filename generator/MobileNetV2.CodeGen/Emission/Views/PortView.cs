using System.Collections.Immutable;

namespace MobileNetV2.CodeGen.Emission.Views;

/// <summary>An input or output of the network, as the caller sees it.</summary>
/// <param name="Name">Of a parameter: <c>input</c>, or <c>input_1</c> when there are several.</param>
/// <param name="Macro">The same in macros.</param>
/// <param name="SourceName">From the model file, safe in comments.</param>
/// <param name="Address">C expression: a pointer to the elements in the arena.</param>
/// <param name="Quantization">Null when the elements are plain numbers.</param>
/// <param name="Camera">What a camera's bytes mean; null when the input is no camera's.</param>
internal sealed record PortView(
    int Index,
    string Name,
    string Macro,
    string SourceName,
    string SourceLiteral,
    string CType,
    string TypeName,
    string Shape,
    ImmutableArray<int> Dimensions,
    int Elements,
    int Bytes,
    string Address,
    QuantizationView? Quantization,
    string? Camera)
{
    public int Rank => Dimensions.Length;
}
