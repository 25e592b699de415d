using System.Collections.Immutable;

namespace MobileNetV2.CodeGen.Import.Onnx.Schema;

/// <summary>The part of ModelProto that networks need.</summary>
/// <param name="Opsets">Versions by domain; the domain of ONNX itself is empty.</param>
internal sealed record OnnxModel(OnnxGraph? Graph, ImmutableDictionary<string, long> Opsets)
{
    /// <exception cref="InvalidDataException">A number is none that the format has.</exception>
    /// <exception cref="Google.Protobuf.InvalidProtocolBufferException">The bytes are no message of that form.</exception>
    public static OnnxModel Read(ReadOnlySpan<byte> file)
    {
        var model = ModelProto.Parser.WithDiscardUnknownFields(true).ParseFrom(file);
        var opsets = ImmutableDictionary.CreateBuilder<string, long>(StringComparer.Ordinal);
        foreach (var opset in model.OpsetImport)
            opsets[OnnxNode.PlainDomain(opset.Domain)] = opset.Version;
        return new OnnxModel(model.Graph is { } graph ? OnnxGraph.Of(graph) : null, opsets.ToImmutable());
    }
}
