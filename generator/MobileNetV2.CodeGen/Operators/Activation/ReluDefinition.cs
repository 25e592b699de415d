using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Quantization;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>RELU, RELU6 and RELU_N1_TO_1.</summary>
internal sealed class ReluDefinition : OperatorDefinition<Relu>
{
    public override ImmutableArray<string> Kinds => ["RELU", "RELU6", "RELU_N1_TO_1"];

    public override ImmutableArray<Operand> Inputs { get; } = [Operand.Activation("input 0", ElementType.Int8) with { Title = "input" }];

    public override ImmutableArray<Operand> Outputs { get; } = [Operand.Activation("output", ElementType.Int8)];

    public override ImmutableArray<OperatorAttribute> Attributes => [];

    public override Movement Movement => Movement.Computes;

    public override ImmutableArray<RoundingRule> Roundings => [RoundingRule.Once, RoundingRule.Float32];

    protected override Relu Make(OperatorOrigin origin, IAttributeReader attributes) =>
        new(origin.Id, origin.Inputs, origin.Outputs, ActivationOf(origin.Kind));

    protected override bool Shapes(OperatorScope scope, Relu op) => ShapeRules.IsKept(scope);

    protected override bool Scales(OperatorScope scope, Relu op) => QuantizationRules.ArePerTensor(scope);

    protected override bool Arithmetic(OperatorScope scope, Relu op) => ArithmeticRules.AreFactors(scope);

    protected override long Macs(ITensorTable graph, Relu op) => 0;

    public override string? StreamsWhen => Always;

    protected override RowAccess Rows(Graph graph, Relu op) => new RowAccess.Elementwise();

    protected override void Run(Relu op, TensorValues values) => ReluKernel.Run(op, values);

    private static Graphs.Activation ActivationOf(string kind) => kind switch
    {
        "RELU" => Graphs.Activation.Relu,
        "RELU6" => Graphs.Activation.Relu6,
        "RELU_N1_TO_1" => Graphs.Activation.ReluN1To1,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };
}
