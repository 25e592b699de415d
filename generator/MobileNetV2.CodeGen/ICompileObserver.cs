namespace MobileNetV2.CodeGen;

/// <summary>Sees what each stage of a compile made (<c>--dump-ir</c>), and what is going on.</summary>
public interface ICompileObserver
{
    /// <summary>Called after each pass and stage, in order.</summary>
    /// <param name="stage">A short name, fit for a file name: <c>fold-padding</c>, <c>memory-plan</c>.</param>
    /// <param name="describe">Gives the stage's result as text; costs nothing unless called.</param>
    void AfterStage(string stage, Func<string> describe);

    /// <summary>Called when something begins that may take a while.</summary>
    /// <param name="work">A few words for people: <c>choosing a schedule</c>.</param>
    void Begins(string work)
    {
    }
}
