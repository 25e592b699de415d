using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>SLICE and STRIDED_SLICE.</summary>
internal sealed class SliceDefinition : MovingDefinition<Slice>
{
    private static readonly IntegersAttribute<Slice> Begin =
        new("begin", o => o.Begin, 0, int.MaxValue) { Note = "the first element to take of each dimension" };

    private static readonly IntegersAttribute<Slice> Size =
        new("size", o => o.Size, 1, int.MaxValue) { Note = "how many elements to take" };

    private static readonly IntegersAttribute<Slice> Step =
        new("step", o => o.Step, -int.MaxValue, int.MaxValue) { Note = "from one element to the next; negative walks backwards" };

    public override ImmutableArray<string> Kinds => ["SLICE", "STRIDED_SLICE"];

    public override ImmutableArray<Operand> Inputs { get; } = [Operand.Activation("input")];

    public override ImmutableArray<Operand> Outputs { get; } =
        [Operand.Activation("output") with { Title = "dimensions of 1 may be left out of its shape" }];

    public override ImmutableArray<OperatorAttribute> Attributes => [Begin, Size, Step];

    public override Movement Movement { get; } = new Movement.Move(Runs);

    protected override Slice Make(OperatorOrigin origin, IAttributeReader attributes) => new(
        origin.Id, origin.Inputs, origin.Outputs, Begin.Read(attributes), Size.Read(attributes), Step.Read(attributes), origin.Kind);

    protected override bool Shapes(OperatorScope scope, Slice op)
    {
        var input = scope.Input().Shape;
        if (new[] { op.Begin, op.Size, op.Step }.Any(list => list.Length != input.Rank))
            return Wrong(scope, op, $"are not one number each for the dimensions of {input}");
        for (var axis = 0; axis < input.Rank; axis++)
        {
            var last = op.Begin[axis] + ((op.Size[axis] - 1L) * op.Step[axis]);
            if (op.Begin[axis] < 0 || op.Begin[axis] >= input[axis] || op.Size[axis] < 1 || op.Step[axis] == 0 || last < 0
                || last >= input[axis])
                return Wrong(scope, op, $"leave dimension {axis} of {input}");
        }

        return op.Size.Where(s => s != 1).SequenceEqual(scope.Output.Shape.Dimensions.Where(d => d != 1))
            || scope.Report(GraphDiagnostics.ShapeMismatch(scope.Place, scope.Output, string.Join('x', op.Size)));
    }

    public override string? StreamsWhen => "unless it takes rows backwards";

    /// <remarks>Some rows of the input, or all, and of each some pixels, or of each pixel some channels.</remarks>
    protected override RowAccess Rows(Graph graph, Slice op)
    {
        var input = graph[op.Input].Shape;
        if (input.Rank != 4 || !graph[op.Output].Shape.Dimensions.SequenceEqual(op.Size) || (op.Step[1] < 0 && op.Size[1] > 1))
            return new RowAccess.WholeTensor();
        var movesPixels = !TakesAll(op, input, 2);
        return TakesAll(op, input, 1) && !movesPixels
            ? new RowAccess.Elementwise()
            : new RowAccess.RowByRow(new SampleAxis(1, Math.Max(1, op.Step[1]), op.Begin[1], 1), movesPixels);
    }

    private static bool TakesAll(Slice op, Shape input, int axis) =>
        op.Size[axis] == input[axis] && (op.Step[axis] == 1 || input[axis] == 1);

    protected override void Run(Slice op, TensorValues values)
    {
        var input = values.Graph[op.Input];
        var strides = Offsets.Strides(input.Shape);
        var start = op.Begin.Zip(strides, (begin, stride) => begin * stride).Sum();
        var source = Offsets.Walk(new Shape(op.Size), [.. op.Step.Zip(strides, (step, stride) => step * stride)], start);
        Elements.Gather(values.Read(op.Input), source, values.Write(op.Output), input.Type.SizeBytes());
    }

    private static bool Wrong(OperatorScope scope, Slice op, string problem) => scope.Report(GraphDiagnostics.Attribute(
        scope.Place, $"begin {Text(op.Begin)}, size {Text(op.Size)} and step {Text(op.Step)} {problem}"));

    private static string Text(ImmutableArray<int> values) => $"[{string.Join(", ", values)}]";

    private static ImmutableArray<int>? Runs(ITensorTable graph, Operator op)
    {
        var slice = (Slice)op;
        var input = graph[op.Input];
        // Behind the axis that is cut, all is taken; before it, one of each.
        var cut = Enumerable.Range(0, input.Shape.Rank).FirstOrDefault(axis => slice.Size[axis] != 1, input.Shape.Rank);
        for (var axis = cut; axis < input.Shape.Rank; axis++)
        {
            if (slice.Step[axis] != 1 || (axis > cut && slice.Size[axis] != input.Shape[axis]))
                return null;
        }

        return [slice.Begin.Zip(Offsets.Strides(input.Shape), (begin, stride) => begin * stride).Sum() * input.Type.SizeBytes()];
    }
}
