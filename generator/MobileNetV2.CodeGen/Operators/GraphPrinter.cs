using System.Globalization;
using System.Text;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>A graph as text, for people and for <c>--dump-ir</c>: one line per tensor that is given or constant,
/// one per operator.</summary>
/// <remarks>The same graph gives the same text on every machine; lines end with LF.</remarks>
internal static class GraphPrinter
{
    public static string Print(Graph graph)
    {
        var text = new StringBuilder();
        Line(text, $"graph {graph.Name}");
        foreach (var id in graph.Inputs)
            Line(text, $"  input {Describe(graph[id])}");
        foreach (var tensor in graph.Tensors.Where(t => t.IsConstant))
            Line(text, $"  constant {Describe(tensor)}");
        foreach (var op in graph.Operators)
            Line(text,
                $"  {op.Id} {string.Join(", ", op.Outputs)} = {op.Kind}({string.Join(", ", op.Inputs)}){Attributes(op)} -> {Outputs(op)}");
        foreach (var id in graph.Outputs)
            Line(text, $"  output {id}");
        foreach (var state in graph.States)
            Line(text, $"  state {Describe(graph[state.Current])} then {state.Next}, initially {state.Initial}");
        return text.ToString();

        string Outputs(Operator op) => string.Join("; ", op.Outputs.Select(o => Describe(graph[o])));
    }

    private static void Line(StringBuilder text, string line) => text.Append(line).Append('\n');

    private static string Attributes(Operator op) => string.Concat(OperatorCatalog.Of(op).Attributes.Select(a => a.Print(op)));

    private static string Describe(Tensor tensor) => $"{tensor}{Describe(tensor.Quantization)}";

    private static string Describe(QuantizationParameters? quantization) => quantization switch
    {
        null => "",
        { IsPerChannel: true } q =>
            string.Create(CultureInfo.InvariantCulture, $" q({q.Scales.Length} channels of axis {q.Axis}, from {q.Scale:R} {q.ZeroPoint})"),
        var q => string.Create(CultureInfo.InvariantCulture, $" q({q.Scale:R} {q.ZeroPoint})"),
    };
}
