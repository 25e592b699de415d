using System.Collections.Immutable;

namespace MobileNetV2.CodeGen.Import.Onnx.Schema;

/// <summary>The part of ModelProto that networks need.</summary>
/// <param name="Opsets">Versions by domain; the domain of ONNX itself is empty.</param>
internal sealed record OnnxModel(OnnxGraph? Graph, ImmutableDictionary<string, long> Opsets)
{
    public static OnnxModel Read(ProtoReader reader)
    {
        OnnxGraph? graph = null;
        var opsets = ImmutableDictionary.CreateBuilder<string, long>(StringComparer.Ordinal);
        while (reader.Next())
        {
            if (reader.Field == 7)
                graph = OnnxGraph.Read(reader.Message);
            else if (reader.Field == 8)
                ReadOpset(reader.Message);
        }

        return new OnnxModel(graph, opsets.ToImmutable());

        void ReadOpset(ProtoReader opset)
        {
            var (domain, version) = ("", 0L);
            while (opset.Next())
            {
                if (opset.Field == 1)
                    domain = opset.Text;
                else if (opset.Field == 2)
                    version = opset.Number;
            }

            opsets[domain == "ai.onnx" ? "" : domain] = version;
        }
    }
}
