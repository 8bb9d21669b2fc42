/** Where the functions, classes and methods of a built script are defined. */
import ts from 'typescript';

/** A name as the script has it, and where it stands: lines from 1, columns from 0, as in source maps. */
export interface Definition {
  readonly name: string;
  readonly line: number;
  readonly column: number;
}

/** The functions and classes at the top of a script, and the methods of these classes. */
export function definitionsIn(code: string): Definition[] {
  const script = ts.createSourceFile('script.js', code, ts.ScriptTarget.ES2022, true);
  return script.statements.flatMap((statement) =>
    namesIn(statement).map((name) => {
      const { line, character } = script.getLineAndCharacterOfPosition(name.getStart());
      return { name: name.text, line: line + 1, column: character };
    }),
  );
}

type Name = ts.Identifier | ts.PrivateIdentifier;

function namesIn(statement: ts.Statement): Name[] {
  if (ts.isFunctionDeclaration(statement)) return statement.name ? [statement.name] : [];
  if (ts.isClassDeclaration(statement))
    return [...(statement.name ? [statement.name] : []), ...methodsOf(statement)];
  if (!ts.isVariableStatement(statement)) return [];
  // `var Task = class …`: what esbuild makes of a class
  return statement.declarationList.declarations.flatMap(({ name, initializer }) =>
    initializer && ts.isClassExpression(initializer) && ts.isIdentifier(name)
      ? [name, ...methodsOf(initializer)]
      : [],
  );
}

function methodsOf({ members }: ts.ClassLikeDeclaration): Name[] {
  return members.flatMap((member) => {
    const isMethod = ts.isMethodDeclaration(member) || ts.isAccessor(member);
    return isMethod && (ts.isIdentifier(member.name) || ts.isPrivateIdentifier(member.name))
      ? [member.name]
      : [];
  });
}
