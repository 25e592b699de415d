using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Quantization;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>MAX_POOL_2D.</summary>
internal sealed class MaxPool2DDefinition : PoolDefinition<MaxPool2D>
{
    public override ImmutableArray<string> Kinds => ["MAX_POOL_2D"];

    public override ImmutableArray<RoundingRule> Roundings => [];

    protected override MaxPool2D Make(OperatorOrigin origin, IAttributeReader attributes) => new(
        origin.Id,
        origin.Inputs,
        origin.Outputs,
        Window.Read(attributes),
        Stride.Read(attributes),
        Padding.Read(attributes),
        Fused.Read(attributes));

    protected override bool Arithmetic(OperatorScope scope, MaxPool2D op) => true;

    public override string? StreamsWhen => Always;

    protected override RowAccess Rows(Graph graph, MaxPool2D op) => WindowOf(op);

    protected override void Run(MaxPool2D op, TensorValues values) => MaxPoolKernel.Run(op, values);
}
