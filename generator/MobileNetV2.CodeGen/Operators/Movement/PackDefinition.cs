using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>PACK.</summary>
internal sealed class PackDefinition : MovingDefinition<Pack>
{
    private static readonly IntegerAttribute<Pack> Axis =
        new("axis", o => o.Axis, fallback: null, 0, Shape.HighestRank - 1) { Note = "the new dimension" };

    public override ImmutableArray<string> Kinds => ["PACK"];

    public override ImmutableArray<Operand> Inputs { get; } =
        [Operand.Activation("input") with { IsRepeated = true, Title = "inputs of one shape" }];

    public override ImmutableArray<Operand> Outputs { get; } = [Operand.Activation("output")];

    public override ImmutableArray<OperatorAttribute> Attributes => [Axis];

    public override Movement Movement => Movement.Scatters;

    /// <remarks>A pass makes a concatenation of it.</remarks>
    public override string? StreamsWhen => "behind rows: of columns or channels";

    protected override Pack Make(OperatorOrigin origin, IAttributeReader attributes) =>
        new(origin.Id, origin.Inputs, origin.Outputs, Axis.Read(attributes));

    protected override bool Shapes(OperatorScope scope, Pack op)
    {
        var first = scope.Input().Shape;
        if (op.Axis < 0 || op.Axis > first.Rank)
            return scope.Report(GraphDiagnostics.Attribute(scope.Place, $"axis {op.Axis} is outside {first} with one dimension more"));
        for (var i = 1; i < scope.InputCount; i++)
        {
            if (!scope.Input(i).Shape.Equals(first))
                return scope.Report(
                    GraphDiagnostics.Shapes(scope.Place, $"input {i} has shape {scope.Input(i).Shape}, input 0 has {first}"));
        }

        return ShapeRules.Gives(scope, first.Dimensions.Insert(op.Axis, scope.InputCount));
    }

    protected override RowAccess Rows(Graph graph, Pack op) => new RowAccess.WholeTensor();

    protected override void Run(Pack op, TensorValues values)
    {
        var rows = values.Graph[op.Input].Shape.Dimensions.Take(op.Axis).Aggregate(1, (product, d) => product * d);
        var result = values.Write(op.Output);
        var run = result.Length / rows / op.Inputs.Length;
        for (var i = 0; i < op.Inputs.Length; i++)
        {
            var part = values.Read(op.Inputs[i]);
            for (var row = 0; row < rows; row++)
                part.Slice(row * run, run).CopyTo(result.AsSpan(((row * op.Inputs.Length) + i) * run));
        }
    }
}
