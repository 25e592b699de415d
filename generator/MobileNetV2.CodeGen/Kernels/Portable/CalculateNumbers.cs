using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Kernels.Portable;

/// <summary>Arithmetic on two inputs of float32, int32 or int64.</summary>
internal sealed class CalculateNumbers : KernelRule
{
    private static readonly Kernel RemainderOfFloats = Kernel.Own("mnv2_floor_mod_f32");
    private static readonly Kernel PowerOfFloats = Kernel.Own("mnv2_pow_f32");

    public override ImmutableArray<KernelForm> Forms => TensorsAndPixels;

    public override ImmutableArray<Type> Served =>
    [
        typeof(Add), typeof(Sub), typeof(Mul), typeof(Div), typeof(SquaredDifference), typeof(Maximum), typeof(Minimum), typeof(Prelu),
        typeof(FloorDiv), typeof(FloorMod), typeof(Pow),
    ];

    protected override bool Serves(KernelQuestion question) => Served.Contains(question.Operator.GetType());

    protected override bool Takes(ElementType type) => type is ElementType.Float32 or ElementType.Int32 or ElementType.Int64;

    protected override KernelAnswer Answer(KernelQuestion question)
    {
        var (op, type) = ((BinaryOperator)question.Operator, question.Output.Type);
        if (op is Prelu && type != ElementType.Float32)
            return KernelAnswer.No($"it computes on {type}");
        var shapes = Broadcasting.Of(question[op.Left].Shape, question[op.Right].Shape, question.Output.Shape);
        if (PortableLimits.WhyNotRank(shapes.Rank) is { } whyNot)
            return KernelAnswer.No(whyNot);
        var choice = new ChoiceBuilder(question);
        ImmutableArray<KernelArgument> operands = [choice.Read(op.Left), choice.Read(op.Right), ChoiceBuilder.Write(op.Output)];
        var walk = shapes.Argument();
        if (type == ElementType.Float32 && op is FloorMod or Pow)
            choice.Call(op is Pow ? PowerOfFloats : RemainderOfFloats, [walk, .. operands]);
        else if (type == ElementType.Float32)
            choice.Call(Calculate(type), [walk, NumberShapes.Name(op.Kind), NumberShapes.FusedActivation(op), .. operands]);
        else
            choice.Call(Calculate(type), [walk, NumberShapes.Name(op.Kind), .. operands]);
        NumberShapes.PermitOverlaps(choice, question);
        choice.Instructions = CostModel.Add(question.Target, question.Output.Shape.ElementCount);
        return choice.Build();
    }

    private static Kernel Calculate(ElementType type) => Kernel.Own("mnv2_calculate_" + NumberShapes.Suffix(type));
}
