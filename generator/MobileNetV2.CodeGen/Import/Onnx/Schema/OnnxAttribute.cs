using System.Collections.Immutable;

namespace MobileNetV2.CodeGen.Import.Onnx.Schema;

/// <summary>AttributeProto: one of its values is meant, by its kind of operator.</summary>
internal sealed record OnnxAttribute(
    string Name, float Real, long Integer, string Text, OnnxTensor? Tensor, ImmutableArray<float> Reals, ImmutableArray<long> Integers)
{
    public static OnnxAttribute Of(AttributeProto attribute) => new(
        attribute.Name,
        attribute.F,
        attribute.I,
        attribute.S.ToStringUtf8(),
        attribute.T is { } tensor ? OnnxTensor.Of(tensor) : null,
        [.. attribute.Floats],
        [.. attribute.Ints]);
}
