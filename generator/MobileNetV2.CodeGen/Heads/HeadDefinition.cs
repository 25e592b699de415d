using System.Collections.Immutable;

namespace MobileNetV2.CodeGen.Heads;

/// <summary>A kind of head: everything about it in one place.</summary>
public abstract class HeadDefinition
{
    /// <summary>As in <c>--head NAME</c>.</summary>
    public abstract string Name { get; }

    /// <summary>What it finds, in one line.</summary>
    public abstract string Finds { get; }

    /// <summary>Which outputs a network must have.</summary>
    public abstract string Reads { get; }

    /// <summary>What the struct of an answer holds.</summary>
    public abstract string Answer { get; }

    /// <summary>The most work of one answer.</summary>
    public abstract string WorstCase { get; }

    /// <summary>What can be said about it.</summary>
    public abstract ImmutableArray<HeadOption> Options { get; }

    /// <summary>The head for the outputs of one network; null when the scope was told why not.</summary>
    public abstract Head? Bind(HeadScope scope);
}
