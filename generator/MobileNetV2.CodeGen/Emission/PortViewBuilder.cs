using System.Collections.Immutable;
using MobileNetV2.CodeGen.Emission.Views;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.MemoryPlanning;

namespace MobileNetV2.CodeGen.Emission;

/// <summary>Describes the inputs and outputs of the network to its caller.</summary>
internal static class PortViewBuilder
{
    public static ImmutableArray<PortView> Inputs(PlannedProgram planned, EmissionContext context) =>
        Ports(planned.Program.Graph.Inputs, "input", isReadOnly: false, planned, context);

    public static ImmutableArray<PortView> Outputs(PlannedProgram planned, EmissionContext context) =>
        Ports(planned.Program.Graph.Outputs, "output", isReadOnly: true, planned, context);

    /// <summary>The number of scores when the only output is one row of several numbers; otherwise null.</summary>
    public static int? ClassCount(Graph graph)
    {
        if (graph.Outputs.Length != 1)
            return null;
        var shape = graph[graph.Outputs[0]].Shape;
        return shape.ElementCount > 1 && shape.Channels == shape.ElementCount ? shape.Channels : null;
    }

    private static ImmutableArray<PortView> Ports(
        ImmutableArray<TensorId> tensors, string role, bool isReadOnly, PlannedProgram planned, EmissionContext context)
    {
        var program = planned.Program;
        return [.. tensors.Select((id, i) =>
        {
            var tensor = program.Graph[id];
            var name = tensors.Length == 1 ? role : $"{role}_{CText.Integer(i)}";
            var ctype = tensor.Type.CName();
            var camera = isReadOnly ? null : InputMeaning.OfCamera(program.Graph, id);
            return new PortView(
                i,
                name,
                name.ToUpperInvariant(),
                CText.InComment(tensor.Name),
                CText.StringLiteral(tensor.Name),
                ctype,
                CText.TypeName(tensor.Type),
                tensor.Shape.ToString(),
                tensor.Shape.Dimensions,
                tensor.Shape.ElementCount,
                tensor.SizeBytes,
                Address(id, isReadOnly ? "const " + ctype : ctype),
                camera is null ? Quantization(tensor, isReadOnly) : null,
                camera);
        })];

        // An input that is pushed row by row has no place as a whole.
        string Address(TensorId id, string ctype) => program.Placements.TryGetValue(id, out var place)
            ? context.Address(ctype, program.Buffers[place.Buffer.Value], place.OffsetBytes)
            : "";
    }

    private static QuantizationView? Quantization(Tensor tensor, bool isOutput)
    {
        if (tensor.Quantization is not { IsPerChannel: false } q
            || tensor.Type is not (ElementType.Int8 or ElementType.UInt8 or ElementType.Int16))
            return null;
        var (min, max) = tensor.Type.QuantizedRange();
        return new QuantizationView(CText.Float(q.Scale), q.ZeroPoint, min, max, isOutput ? null : InputMeaning.Of(tensor, q));
    }
}
