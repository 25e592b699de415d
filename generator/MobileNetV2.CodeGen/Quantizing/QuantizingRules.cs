using MobileNetV2.CodeGen.Diagnostics;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Quantizing;

/// <summary>What a network must be to be quantized.</summary>
internal static class QuantizingRules
{
    public static IEnumerable<Diagnostic> Check(Graph graph)
    {
        var other = graph.Operators.FirstOrDefault(o => !FloatDialect.Is(graph, o))
            ?? graph.Operators.FirstOrDefault(o => o is FilterOperator filter && !graph[filter.Filter].IsConstant)
            ?? graph.Operators.FirstOrDefault(_ => graph.Inputs.Any(id => graph[id].Type != ElementType.Float32));
        if (other is not null)
            yield return QuantizingDiagnostics.NotFloat(graph.Name, other);
        foreach (var tensor in graph.Tensors.Where(t => t is { Type: ElementType.Float32, Data: not null }).Where(HasNoNumber).Take(1))
            yield return QuantizingDiagnostics.NotFinite(graph.Name, tensor);
    }

    private static bool HasNoNumber(Tensor tensor)
    {
        foreach (var x in System.Runtime.InteropServices.MemoryMarshal.Cast<byte, float>(tensor.Data!.Value.Span))
        {
            if (!float.IsFinite(x))
                return true;
        }

        return false;
    }
}
