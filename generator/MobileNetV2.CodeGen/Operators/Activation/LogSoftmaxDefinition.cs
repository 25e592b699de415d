using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Quantization;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>LOG_SOFTMAX over the last dimension.</summary>
internal sealed class LogSoftmaxDefinition : OperatorDefinition<LogSoftmax>
{
    public override ImmutableArray<string> Kinds => ["LOG_SOFTMAX"];

    public override ImmutableArray<Operand> Inputs { get; } =
        [Operand.Activation("input 0", ElementType.Int8) with { Title = "input; over the last dimension" }];

    public override ImmutableArray<Operand> Outputs { get; } = [Operand.Activation("output", ElementType.Int8)];

    public override ImmutableArray<OperatorAttribute> Attributes => [];

    public override Movement Movement => Movement.Computes;

    public override ImmutableArray<RoundingRule> Roundings => [];

    protected override LogSoftmax Make(OperatorOrigin origin, IAttributeReader attributes) => new(origin.Id, origin.Inputs, origin.Outputs);

    protected override bool Shapes(OperatorScope scope, LogSoftmax op) =>
        (scope.Input().Shape.Rank > 0 || scope.Report(GraphDiagnostics.Rank(scope.Place, $"input {scope.Input()}", 0, "at least 1")))
        && ShapeRules.IsKept(scope);

    protected override bool Scales(OperatorScope scope, LogSoftmax op) =>
        QuantizationRules.ArePerTensor(scope) && QuantizationRules.Gives(scope, 16f / 256, 127);

    /// <remarks>Differences are scaled up to 26 fraction bits; the factor for that must be above 1.</remarks>
    protected override bool Arithmetic(OperatorScope scope, LogSoftmax op)
    {
        const int fractionBits = 26;
        var factor = (double)ArithmeticRules.Scale(scope.Input()) * (1 << fractionBits);
        return factor > 1
            || scope.Report(GraphDiagnostics.RescaleTooSmall(scope.Place, "the input scale times 2^26", factor, 1));
    }

    protected override long Macs(ITensorTable graph, LogSoftmax op) => 0;

    /// <remarks>The channels of a pixel are a row of their own.</remarks>
    public override string? StreamsWhen => Always;

    protected override RowAccess Rows(Graph graph, LogSoftmax op) => new RowAccess.Elementwise();

    protected override void Run(LogSoftmax op, TensorValues values) => LogSoftmaxKernel.Run(op, values);
}
