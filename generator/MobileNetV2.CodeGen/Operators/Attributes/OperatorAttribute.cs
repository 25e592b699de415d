using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>One attribute of an operator: how it is read, written and shown.</summary>
/// <param name="name">In descriptions.</param>
internal abstract class OperatorAttribute(string name)
{
    public string Name => name;

    /// <summary>What the documentation says of it, beside its name; may be empty.</summary>
    public string Note { get; init; } = "";

    /// <summary>Hands the value over unless it is the default.</summary>
    public abstract void Write(Graph graph, Operator op, IAttributeWriter writer);

    /// <summary>For the text of a graph, with a space before it; empty when it goes without saying.</summary>
    public abstract string Print(Operator op);

    /// <summary>For tables, where only what is not usual is told.</summary>
    public virtual string Detail(Operator op) => "";
}
