using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Quantization;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>SOFTMAX over the last dimension.</summary>
internal sealed class SoftmaxDefinition : OperatorDefinition<Softmax>
{
    private static readonly RealAttribute<Softmax> Beta = new("beta", o => o.Beta, 1) { Note = "factor before the exponential" };

    public override ImmutableArray<string> Kinds => ["SOFTMAX"];

    public override ImmutableArray<Operand> Inputs { get; } =
        [Operand.Activation("input 0", ElementType.Int8) with { Title = "input; over the last dimension" }];

    public override ImmutableArray<Operand> Outputs { get; } = [Operand.Activation("output", ElementType.Int8, ElementType.Int16)];

    public override ImmutableArray<OperatorAttribute> Attributes => [Beta];

    public override Movement Movement => Movement.Computes;

    public override ImmutableArray<RoundingRule> Roundings => [RoundingRule.Float32];

    protected override Softmax Make(OperatorOrigin origin, IAttributeReader attributes) =>
        new(origin.Id, origin.Inputs, origin.Outputs, Beta.Read(attributes));

    protected override bool Shapes(OperatorScope scope, Softmax op) =>
        (scope.Input().Shape.Rank > 0 || scope.Report(GraphDiagnostics.Rank(scope.Place, $"input {scope.Input()}", 0, "at least 1")))
        && ShapeRules.IsKept(scope)
        && ((float.IsFinite(op.Beta) && op.Beta > 0)
            || scope.Report(GraphDiagnostics.Attribute(scope.Place, $"beta is {op.Beta}, it must be finite and positive")));

    protected override bool Scales(OperatorScope scope, Softmax op) =>
        QuantizationRules.ArePerTensor(scope) && (scope.Output switch
        {
            { Type: ElementType.Int16, Quantization: null } =>
                scope.Report(GraphDiagnostics.QuantizationMissing(scope.Place, scope.Output)),
            // Converters write 1/65535 too, and the oracle takes it for the same.
            { Type: ElementType.Int16 } wide when MathF.Abs((wide.RequiredQuantization.Scale * 65536) - 1) < 1e-3f
                && wide.RequiredQuantization.ZeroPoint == short.MinValue => true,
            { Type: ElementType.Int16 } => QuantizationRules.Gives(scope, 1f / 65536, short.MinValue),
            _ => QuantizationRules.Gives(scope, 1f / 256, sbyte.MinValue),
        });

    /// <remarks>Differences are scaled up to 26 fraction bits; the factor for that must be above 1.</remarks>
    protected override bool Arithmetic(OperatorScope scope, Softmax op)
    {
        const int fractionBits = 26;
        var factor = (double)op.Beta * ArithmeticRules.Scale(scope.Input()) * (1 << fractionBits);
        return factor > 1
            || scope.Report(GraphDiagnostics.RescaleTooSmall(scope.Place, "beta times the input scale times 2^26", factor, 1));
    }

    protected override long Macs(ITensorTable graph, Softmax op) => 0;

    /// <remarks>The channels of a pixel are a row of their own.</remarks>
    public override string? StreamsWhen => Always;

    protected override RowAccess Rows(Graph graph, Softmax op) => new RowAccess.Elementwise();

    protected override void Run(Softmax op, TensorValues values) => SoftmaxKernel.Run(op, values);
}
