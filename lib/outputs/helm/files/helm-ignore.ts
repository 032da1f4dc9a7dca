import type { ChartFacts } from './chart';
import { headerText } from './header';

/** What people and their tools leave beside a chart. The values of the environments go into the package: who unpacks it has them at hand. */
export function helmIgnore(facts: ChartFacts): string {
  return `# ${headerText(facts)}\n${PATTERNS.join('\n')}\n`;
}

const PATTERNS = ['.git/', '.gitignore', '.DS_Store', '.idea/', '.vscode/', '*.swp', '*.bak', '*.orig', '*.tmp', '*~', '*.tgz', '*.prov'];
