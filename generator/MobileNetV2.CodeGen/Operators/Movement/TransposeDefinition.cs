using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Quantization;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>TRANSPOSE.</summary>
internal sealed class TransposeDefinition : OperatorDefinition<Transpose>
{
    private static readonly IntegersAttribute<Transpose> Permutation = new("permutation", o => o.Permutation, 0, Shape.HighestRank - 1)
    {
        Note = "output dimension i is input dimension permutation[i]",
    };

    public override ImmutableArray<string> Kinds => ["TRANSPOSE"];

    public override ImmutableArray<Operand> Inputs { get; } = [Operand.Activation("input 0", ElementType.Int8) with { Title = "input" }];

    public override ImmutableArray<Operand> Outputs { get; } = [Operand.Activation("output", ElementType.Int8)];

    public override ImmutableArray<OperatorAttribute> Attributes => [Permutation];

    public override Movement Movement => Movement.Scatters;

    public override string? StreamsWhen => Never;

    public override ImmutableArray<RoundingRule> Roundings => [];

    protected override Transpose Make(OperatorOrigin origin, IAttributeReader attributes) =>
        new(origin.Id, origin.Inputs, origin.Outputs, Permutation.Read(attributes));

    protected override bool Shapes(OperatorScope scope, Transpose op)
    {
        var input = scope.Input().Shape;
        if (op.Permutation.Order().SequenceEqual(Enumerable.Range(0, input.Rank)))
            return ShapeRules.Gives(scope, [.. op.Permutation.Select(axis => input[axis])]);
        return scope.Report(GraphDiagnostics.Attribute(
            scope.Place, $"[{string.Join(", ", op.Permutation)}] is not a permutation of the dimensions of {input}"));
    }

    protected override bool Scales(OperatorScope scope, Transpose op) =>
        QuantizationRules.ArePerTensor(scope) && QuantizationRules.DoesNotRescale(scope);

    protected override bool Arithmetic(OperatorScope scope, Transpose op) => true;

    protected override long Macs(ITensorTable graph, Transpose op) => 0;

    protected override RowAccess Rows(Graph graph, Transpose op) => new RowAccess.WholeTensor();

    protected override void Run(Transpose op, TensorValues values) => TransposeKernel.Run(op, values);
}
