using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>SPLIT, SPLIT_V and UNPACK; the shapes of the outputs say how long the parts are.</summary>
internal sealed class SplitDefinition : MovingDefinition<Split>
{
    private const string Unpack = "UNPACK";

    private static readonly IntegerAttribute<Split> Axis =
        new("axis", o => o.Axis, fallback: null, 0, Shape.HighestRank - 1) { Note = "the dimension to split" };

    public override ImmutableArray<string> Kinds => ["SPLIT", "SPLIT_V", Unpack];

    public override ImmutableArray<Operand> Inputs { get; } = [Operand.Activation("input")];

    public override ImmutableArray<Operand> Outputs { get; } =
    [
        Operand.Activation("output") with
        {
            IsRepeated = true,
            Title = "outputs, whose shapes say how long the parts are; those of `UNPACK` lack the axis",
        },
    ];

    public override ImmutableArray<OperatorAttribute> Attributes => [Axis];

    public override Movement Movement { get; } = new Movement.Move(Runs);

    protected override Split Make(OperatorOrigin origin, IAttributeReader attributes) =>
        new(origin.Id, origin.Inputs, origin.Outputs, Axis.Read(attributes), origin.Kind);

    protected override bool Shapes(OperatorScope scope, Split op)
    {
        if (!ShapeRules.HasAxis(scope, op.Axis))
            return false;
        var input = scope.Input().Shape;
        var along = 0L;
        foreach (var output in scope.Outputs)
        {
            var part = op.Kind == Unpack ? 1 : output.Shape.Dimensions.ElementAtOrDefault(op.Axis);
            along += part;
            if (!ShapeRules.Gives(scope, output, op.Kind == Unpack
                ? input.Dimensions.RemoveAt(op.Axis)
                : input.Dimensions.SetItem(op.Axis, part)))
                return false;
        }

        return along == input[op.Axis]
            || scope.Report(GraphDiagnostics.Shapes(
                scope.Place, $"the outputs have {along} elements along axis {op.Axis}, the input {input} has {input[op.Axis]}"));
    }

    /// <remarks>A pass makes slices of it, which streams take one by one.</remarks>
    public override string? StreamsWhen => "of columns or channels";

    protected override RowAccess Rows(Graph graph, Split op) => new RowAccess.WholeTensor();

    protected override void Run(Split op, TensorValues values)
    {
        var input = values.Read(op.Input);
        var rows = values.Graph[op.Input].Shape.Dimensions.Take(op.Axis).Aggregate(1, (product, d) => product * d);
        var (stride, from) = (input.Length / rows, 0);
        foreach (var id in op.Outputs)
        {
            var part = values.Write(id);
            var run = part.Length / rows;
            for (var row = 0; row < rows; row++)
                input.Slice((row * stride) + from, run).CopyTo(part.AsSpan(row * run));
            from += run;
        }
    }

    private static ImmutableArray<int>? Runs(ITensorTable graph, Operator op)
    {
        if (graph[op.Input].Shape.Dimensions.Take(((Split)op).Axis).Any(d => d != 1))
            return null;
        var next = 0;
        return [.. op.Outputs.Select(id => (next += graph[id].SizeBytes) - graph[id].SizeBytes)];
    }
}
