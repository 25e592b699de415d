using System.Globalization;
using System.Text;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Lowering;
using MobileNetV2.CodeGen.MemoryPlanning;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Reports;

/// <summary>The result of each stage as text for people, one line an item (<c>--dump-ir</c>).</summary>
internal static class IrText
{
    public static string Of(Graph graph) => GraphPrinter.Print(graph);

    public static string Of(IEnumerable<LoweredStep> steps)
    {
        var text = new StringBuilder();
        foreach (var step in steps)
            Line(text, $"{step.Source.GetType().Name} {string.Join(", ", step.Source.Operators)}");
        return text.ToString();
    }

    public static string Of(KernelProgram program)
    {
        var text = new StringBuilder();
        foreach (var step in program.Steps)
        {
            var functions = string.Join(", ", step.Calls.Select(c => c.Kernel.Function));
            Line(text, $"step {step.Index} {string.Join(", ", step.Source.Operators)}: {functions}");
        }

        foreach (var b in program.Buffers)
            Line(text, $"buffer {b.Id.Value} {b.Name} {b.Kind} {b.SizeBytes} bytes, steps {b.FirstStep} to {b.LastStep}");
        foreach (var p in program.Overlaps)
            Line(
                text, $"overlap in step {p.Step}: buffer {p.Output.Value} may begin {p.DistanceBytes} bytes before buffer {p.Input.Value}");
        foreach (var c in program.Constants)
            Line(text, $"constant {c.Id.Value} {c.Name} {c.Type} {c.SizeBytes} bytes: {c.Comment}");
        return text.ToString();
    }

    public static string Of(PlannedProgram planned)
    {
        var text = new StringBuilder();
        Line(text, $"arena {planned.Plan.TotalArenaBytes}, lower bound {planned.Plan.LowerBoundBytes} at step {planned.Plan.PeakStep}");
        foreach (var b in planned.Program.Buffers.OrderBy(b => planned.Plan[b.Id].OffsetBytes).ThenBy(b => b.Id.Value))
        {
            var place = planned.Plan[b.Id];
            var end = place.OffsetBytes + b.SizeBytes;
            Line(text, $"arena {place.Arena} [{place.OffsetBytes}, {end}) {b.Name}, steps {b.FirstStep} to {b.LastStep}");
        }

        return text.ToString();
    }

    private static void Line(StringBuilder text, FormattableString line) =>
        text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
