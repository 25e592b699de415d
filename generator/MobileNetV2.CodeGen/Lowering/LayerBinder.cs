using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Kernels;

namespace MobileNetV2.CodeGen.Lowering;

/// <summary>Places the calls of an operator over whole tensors.</summary>
internal sealed class LayerBinder(ProgramBuilder program, Operator op, int step) : CallBinder(program)
{
    protected override string Name(string role) => StepNames.Of(op, step) + "_" + role;

    protected override KernelArgument Operand(OperandArgument operand)
    {
        if (Program.Graph.IsState(operand.Tensor))
            return new StateArgument(Program.StateOf(operand.Tensor), operand.OffsetBytes, Program.Graph[operand.Tensor].Type,
                operand.IsReadOnly);
        var place = Program.Placements[operand.Tensor];
        return new BufferArgument(place.Buffer, place.OffsetBytes + operand.OffsetBytes, Program.Graph[operand.Tensor].Type,
            operand.IsReadOnly);
    }

    protected override BufferId Scratch(ScratchRecipe scratch) => Program.Scratch(Name(scratch.Role), scratch.SizeBytes, step);

    protected override KernelArgument Sums() => throw new InvalidOperationException($"{op} has no sums outside a stream");
}
