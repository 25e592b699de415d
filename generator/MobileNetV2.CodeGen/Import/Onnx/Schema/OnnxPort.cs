using System.Collections.Immutable;

namespace MobileNetV2.CodeGen.Import.Onnx.Schema;

/// <summary>ValueInfoProto of a tensor.</summary>
/// <param name="Dimensions">Null for those that are named or left open.</param>
internal sealed record OnnxPort(string Name, OnnxType Type, ImmutableArray<long?> Dimensions)
{
    public static OnnxPort Of(ValueInfoProto port)
    {
        var tensor = port.Type?.TensorType;
        return new OnnxPort(
            port.Name,
            OnnxTypes.Of(tensor?.ElemType ?? 0),
            [.. (tensor?.Shape?.Dim ?? []).Select(d => d.HasDimValue ? d.DimValue : (long?)null)]);
    }
}
