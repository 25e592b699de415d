using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Kernels.Portable;

/// <summary>Comparisons, LOGICAL_AND and LOGICAL_OR.</summary>
internal sealed class CompareElements : KernelRule
{
    public override ImmutableArray<KernelForm> Forms => TensorsAndPixels;

    public override ImmutableArray<Type> Served => [typeof(Comparison), typeof(Logical)];

    protected override bool Serves(KernelQuestion question) => Served.Contains(question.Operator.GetType());

    protected override bool Takes(ElementType type) =>
        type is ElementType.Int8 or ElementType.Bool or ElementType.Int32 or ElementType.Int64 or ElementType.Float32;

    protected override KernelAnswer Answer(KernelQuestion question)
    {
        var (op, type) = ((BinaryOperator)question.Operator, question.Input.Type);
        var shapes = Broadcasting.Of(question[op.Left].Shape, question[op.Right].Shape, question.Output.Shape);
        if (PortableLimits.WhyNotRank(shapes.Rank) is { } whyNot)
            return KernelAnswer.No(whyNot);
        var choice = new ChoiceBuilder(question);
        ImmutableArray<KernelArgument> parameters = type == ElementType.Int8 ? [Parameters((Comparison)op, question.Tensors)] : [];
        choice.Call(
            Kernel.Own("mnv2_compare_" + NumberShapes.Suffix(type)),
            [
                .. parameters, shapes.Argument(), NumberShapes.Name(op.Kind),
                choice.Read(op.Left), choice.Read(op.Right), ChoiceBuilder.Write(op.Output),
            ]);
        NumberShapes.PermitOverlaps(choice, question);
        choice.Instructions = CostModel.Add(question.Target, question.Output.Shape.ElementCount);
        return choice.Build();
    }

    private static StructArgument Parameters(Comparison op, ITensorTable tensors)
    {
        var constants = ComparisonConstants.For(tensors, op);
        return new("mnv2_compare_params", "params", StructFields.Of(
            ("input_1_offset", constants.LeftOffset),
            ("input_1_multiplier", constants.LeftFactor.MultiplierQ31),
            ("input_1_shift", constants.LeftFactor.Shift),
            ("input_2_offset", constants.RightOffset),
            ("input_2_multiplier", constants.RightFactor.MultiplierQ31),
            ("input_2_shift", constants.RightFactor.Shift)));
    }
}
