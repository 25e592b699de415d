using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Quantization;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>CAST. Reals lose their fraction; those beyond the integers of the type are clamped, and what is no number becomes 0.</summary>
internal sealed class CastDefinition : OperatorDefinition<Cast>
{
    public override ImmutableArray<string> Kinds => ["CAST"];

    public override ImmutableArray<Operand> Inputs { get; } = [Operand.Activation("input")];

    public override ImmutableArray<Operand> Outputs { get; } = [Operand.Activation("output") with { Title = "of any type" }];

    public override ImmutableArray<OperatorAttribute> Attributes => [];

    public override Movement Movement => Movement.Computes;

    public override string? StreamsWhen => Never;

    public override ImmutableArray<RoundingRule> Roundings => [];

    /// <remarks>In any mixture.</remarks>
    public override bool Types(OperatorScope scope) => TypeRules.AreThoseOfOperands(scope, this);

    protected override Cast Make(OperatorOrigin origin, IAttributeReader attributes) => new(origin.Id, origin.Inputs, origin.Outputs);

    protected override bool Shapes(OperatorScope scope, Cast op) => ShapeRules.IsKept(scope);

    protected override bool Scales(OperatorScope scope, Cast op) => true;

    protected override bool Arithmetic(OperatorScope scope, Cast op) => true;

    protected override long Macs(ITensorTable graph, Cast op) => 0;

    protected override RowAccess Rows(Graph graph, Cast op) => new RowAccess.WholeTensor();

    protected override void Run(Cast op, TensorValues values)
    {
        var (input, output) = (values.Graph[op.Input], values.Graph[op.Output]);
        switch (input.Type, output.Type)
        {
            case (ElementType.Float32, ElementType.Float32):
                PlainNumbers.Write(values, output, PlainNumbers.Reals(values, input));
                break;
            case (ElementType.Float32, ElementType.Bool):
                PlainNumbers.Write(values, output, [.. PlainNumbers.Reals(values, input).Select(v => v == 0 ? 0L : 1)]);
                break;
            case (ElementType.Float32, _):
                PlainNumbers.Write(values, output, [.. PlainNumbers.Reals(values, input).Select(v => Whole(v, output.Type))]);
                break;
            case (_, ElementType.Float32):
                PlainNumbers.Write(values, output, [.. PlainNumbers.Integers(values, input).Select(v => (float)v)]);
                break;
            default:
                PlainNumbers.Write(values, output, PlainNumbers.Integers(values, input));
                break;
        }
    }

    private static long Whole(float value, ElementType type)
    {
        var bits = (8 * type.SizeBytes()) - (type == ElementType.UInt8 ? 0 : 1);
        var (least, most) = type == ElementType.UInt8
            ? (0L, 255L) : type == ElementType.Int64 ? (long.MinValue, long.MaxValue) : (-(1L << bits), (1L << bits) - 1);
        return float.IsNaN(value) ? 0 : value <= least ? least : value >= most ? most : (long)value;
    }
}
