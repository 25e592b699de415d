using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Quantization;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>Everything about one operator but its kernels. All who must know an operator ask its definition, so a fact that is missing
/// does not compile.</summary>
internal abstract class OperatorDefinition
{
    /// <summary>For <see cref="StreamsWhen"/>: whatever its attributes and shapes.</summary>
    protected const string Always = "";

    /// <summary>For <see cref="StreamsWhen"/>: <see cref="Rows"/> is always <see cref="RowAccess.WholeTensor"/>.</summary>
    protected const string? Never = null;

    /// <summary>Standard names, as in TensorFlow Lite; several when one record stands for several operators.</summary>
    public abstract ImmutableArray<string> Kinds { get; }

    /// <summary>The record.</summary>
    public abstract Type OperatorType { get; }

    public abstract ImmutableArray<Operand> Inputs { get; }

    public abstract ImmutableArray<Operand> Outputs { get; }

    /// <summary>What distinguishes two operators of this kind with the same tensors, in the order of printing.</summary>
    public abstract ImmutableArray<OperatorAttribute> Attributes { get; }

    public abstract Movement Movement { get; }

    /// <summary>The operator with the attributes that <paramref name="attributes"/> gives.</summary>
    public abstract Operator Create(OperatorOrigin origin, IAttributeReader attributes);

    /// <summary>Shapes and attributes; false after reporting. Types are right by then.</summary>
    public abstract bool Shapes(OperatorScope scope);

    /// <summary>Scales and zero points; false after reporting. Types and shapes are right by then.</summary>
    public abstract bool Scales(OperatorScope scope);

    /// <summary>Integer arithmetic stays in range; false after reporting. Everything else is right by then.</summary>
    public abstract bool Arithmetic(OperatorScope scope);

    /// <summary>Multiply-accumulates; see <see cref="MacCount"/> for what is counted.</summary>
    public abstract long Macs(ITensorTable graph, Operator op);

    /// <summary>How this operator of a valid graph reads its inputs when it runs row by row.</summary>
    public abstract RowAccess Rows(Graph graph, Operator op);

    /// <summary>The rules by which programs round the results of such an operator; nothing where all agree.</summary>
    public abstract ImmutableArray<RoundingRule> Roundings { get; }

    /// <summary>The reference: writes the outputs, which have the right bits by definition.</summary>
    public abstract void Run(Operator op, TensorValues values);

    /// <summary>When <see cref="Rows"/> lets it run row by row, in words for the list of operators; <see cref="Always"/> or
    /// <see cref="Never"/> without condition.</summary>
    public abstract string? StreamsWhen { get; }

    /// <summary>The outputs follow from the shapes of the inputs: they are known when the network is compiled,
    /// whatever the inputs hold.</summary>
    public bool ReadsShapesOnly => Inputs.All(i => i.Role == OperandRole.ShapeOnly);

    /// <summary>Where in the input's bytes each output begins, when all are runs of them; null when a byte has to move.</summary>
    public ImmutableArray<int>? RunsOfInput(ITensorTable graph, Operator op) => Movement switch
    {
        Movement.View => [0],
        Movement.Move move => move.Runs(graph, op),
        _ => null,
    };

    /// <summary>Element types; false after reporting. The operands say all, unless types depend on each other.</summary>
    public virtual bool Types(OperatorScope scope) => TypeRules.AreThoseOfOperands(scope, this);

    /// <summary>What distinguishes an operator from others of its kind, in a few words.</summary>
    public virtual string Details(Graph graph, Operator op) =>
        string.Join(' ', Attributes.Select(a => a.Detail(op)).Where(text => text.Length > 0));
}
