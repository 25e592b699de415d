using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Kernels.Wide;

/// <summary>LOGISTIC and TANH, which have one table in common.</summary>
internal sealed class WideCurve<TOperator>(string name, Func<ITensorTable, TOperator, CurveConstants> constantsOf) : WideRule<TOperator>
    where TOperator : TableOperator
{
    private readonly Kernel _whole = Kernel.Wide($"mnv2_{name}_s16", "mnv2_curve_s16.c");

    public override ImmutableArray<KernelForm> Forms => TensorsAndPixels;

    protected override KernelAnswer Answer(TOperator op, KernelQuestion question)
    {
        var constants = constantsOf(question.Tensors, op);
        var count = question.Output.Shape.ElementCount;
        var choice = new ChoiceBuilder(question);
        choice.Call(
            _whole,
            CurveTable.Of(choice),
            choice.Read(op.Input),
            ChoiceBuilder.Write(op.Output),
            new IntegerArgument(constants.Multiplier, "multiplier"),
            new IntegerArgument(constants.RightShift, "right_shift"),
            new IntegerArgument(count, "count"));
        choice.PermitOverlap(op.Input, 0);
        choice.Instructions = CostModel.Rescale(count);
        return choice.Build();
    }
}
