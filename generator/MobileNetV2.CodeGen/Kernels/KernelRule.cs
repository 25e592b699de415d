using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Kernels;

/// <summary>One kernel: what it is for, its limits, how its data is packed, what it costs.
/// A <see cref="KernelSets">set</see> is an ordered list of these.</summary>
internal abstract class KernelRule
{
    protected static readonly ImmutableArray<KernelForm> WholeTensors = [KernelForm.Tensor];
    protected static readonly ImmutableArray<KernelForm> TensorsAndPixels = [KernelForm.Tensor, KernelForm.Pixels];
    protected static readonly ImmutableArray<KernelForm> TensorsPixelsAndRows = [KernelForm.Tensor, KernelForm.Pixels, KernelForm.Row];

    protected static readonly ImmutableArray<KernelForm> TensorsPixelsAndWholeRows =
        [KernelForm.Tensor, KernelForm.Pixels, KernelForm.WholeRow];

    /// <summary>The forms that there is a function for.</summary>
    public abstract ImmutableArray<KernelForm> Forms { get; }

    /// <summary>Records of the operators that it may serve, or their base.</summary>
    public abstract ImmutableArray<Type> Served { get; }

    /// <summary>Rows of a stream: also two at once.</summary>
    protected virtual bool TakesRowPairs => false;

    /// <summary>The kernel is a function of CMSIS-NN.</summary>
    public virtual bool IsOfLibrary => false;

    /// <summary>Null when the rule is for other operators, or for other forms of this one.</summary>
    public KernelAnswer? Ask(KernelQuestion question)
    {
        if (!Forms.Contains(question.Form) || (question.IsOfRowPair && !TakesRowPairs) || !Serves(question))
            return null;
        var wrong =
            Activations(question.Operator).Concat(question.Operator.Outputs).Select(id => question[id]).FirstOrDefault(t => !Takes(t.Type));
        return wrong is not null
            ? KernelAnswer.No($"tensor {wrong.Id} '{wrong.Name}' has type {wrong.Type}") with { IsAboutType = true }
            : Answer(question);
    }

    /// <summary>Whether the rule is for operators with this record, on activations of this type.</summary>
    public bool MayServe(Type operatorType, ElementType type) => Served.Any(t => t.IsAssignableFrom(operatorType)) && Takes(type);

    /// <summary>Whether the rule is for this kind of operator at all.</summary>
    protected abstract bool Serves(KernelQuestion question);

    /// <summary>Whether the kernel computes with activations of this type.</summary>
    protected abstract bool Takes(ElementType type);

    /// <summary>The inputs whose types <see cref="Takes"/> is asked about; others are what the graph's validator lets through.</summary>
    protected virtual IEnumerable<TensorId> Activations(Operator op) => op.Inputs;

    /// <summary>For an operator that the rule serves, of types that it takes.</summary>
    protected abstract KernelAnswer Answer(KernelQuestion question);
}
