using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>MIRROR_PAD.</summary>
internal sealed class MirrorPadDefinition : RearrangingDefinition<MirrorPad>
{
    private static readonly IntegersAttribute<MirrorPad> Before =
        new("before", o => o.Before, 0, int.MaxValue) { Note = "elements added before each dimension" };

    private static readonly IntegersAttribute<MirrorPad> After =
        new("after", o => o.After, 0, int.MaxValue) { Note = "elements added after each dimension" };

    private static readonly FlagAttribute<MirrorPad> Symmetric =
        new("symmetric", o => o.IsSymmetric) { IsPrinted = true, Note = "repeat the element at the edge" };

    public override ImmutableArray<string> Kinds => ["MIRROR_PAD"];

    public override ImmutableArray<OperatorAttribute> Attributes => [Before, After, Symmetric];

    public override Movement Movement => Movement.Scatters;

    public override string? StreamsWhen => "of columns or channels; rows above the picture mirror later ones";

    protected override RowAccess Rows(Graph graph, MirrorPad op) =>
        graph[op.Input].Shape.Rank != 4 || Grows(op, 0) || Grows(op, 1) ? new RowAccess.WholeTensor()
        : Grows(op, 2) ? RowAccess.RowByRow.Within
        : new RowAccess.Elementwise();

    private static bool Grows(MirrorPad op, int axis) => op.Before[axis] + op.After[axis] != 0;

    protected override MirrorPad Make(OperatorOrigin origin, IAttributeReader attributes) =>
        new(origin.Id, origin.Inputs, origin.Outputs, Before.Read(attributes), After.Read(attributes), Symmetric.Read(attributes));

    protected override bool Shapes(OperatorScope scope, MirrorPad op)
    {
        // A mirror shows no more than what lies in front of it.
        var input = scope.Input().Shape;
        var edge = op.IsSymmetric ? 0 : 1;
        if (op.Before.Length != input.Rank
            || op.After.Length != input.Rank
            || op.Before.Concat(op.After).Any(p => p < 0)
            || input.Dimensions.Where((size, axis) => Math.Max(op.Before[axis], op.After[axis]) > size - edge).Any())
        {
            return scope.Report(GraphDiagnostics.Attribute(
                scope.Place,
                $"paddings [{string.Join(", ", op.Before)}] and [{string.Join(", ", op.After)}] are not one number for each dimension of "
                    + $"{input}, "
                + $"at most {(op.IsSymmetric ? "its size" : "one less than its size")}"));
        }

        return ShapeRules.Gives(scope, [.. input.Dimensions.Select((size, axis) => op.Before[axis] + size + op.After[axis])]);
    }

    protected override ImmutableArray<MoveAxis> Walk(MirrorPad op, Shape input)
    {
        var strides = Offsets.Strides(input);
        var repeated = op.IsSymmetric ? 1 : 0;
        return [.. input.Dimensions.Select((size, axis) => MoveAxis.Of(op.Before[axis] + size + op.After[axis], i =>
        {
            var at = i - op.Before[axis];
            var inside = at < 0 ? -at - repeated : at >= size ? (2 * size) - 2 - at + repeated : at;
            return inside * strides[axis];
        }))];
    }
}
